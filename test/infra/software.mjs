// Stands for the command line: a template must not change with its code.
