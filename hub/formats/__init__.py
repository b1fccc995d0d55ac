"""How dates and times are written: a module for each language of the interface, and nowhere else.

What a module leaves out is as Django has it, and so is a language without one. See `FORMAT_MODULE_PATH`.
"""
