"""Ready-made scenes for the sandbox: people of their own who act through its script, as anybody does who plays there.

`repertoire` lists them, one module each; `programme` starts them and says how far they are; `company` is what a scene
works with, `player` one person of it, and `casting` sees to it that they come in with money at the bank.
"""
