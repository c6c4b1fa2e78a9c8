"""Processes killed at named points and at random: what was acknowledged is there, nothing twice, and it goes on."""
