"""For whoever watches over the bot: is it alive, is it ready, and what has it been doing."""
