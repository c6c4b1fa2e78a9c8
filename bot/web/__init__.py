"""The order link in a browser: a public page for each campaign, without script, cookies or anything from elsewhere."""
