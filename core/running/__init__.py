"""The portal on one machine, under one command: its processes, its broker, and what has to be ready before."""
