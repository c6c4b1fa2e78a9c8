"""The subcommands of `hecun`, one file each; bot.__main__ imports the one that was asked for."""
