"""As much of typer as the fixtures use, on top of click: for machines that have click alone.

Facts from https://typer.tiangolo.com: a parameter without a default is an argument, one with a default an option; a
callback that takes one parameter is given the value; BadParameter is click's.
"""

import inspect
import typing

import click

BadParameter = click.BadParameter
echo = click.echo


class _Declared:
    def __init__(self, default, strings, callback=None, help=None):
        self.default, self.strings, self.callback, self.help = default, strings, callback, help


class OptionInfo(_Declared):
    pass


class ArgumentInfo(_Declared):
    pass


def Option(default=..., *strings, **settings):
    return OptionInfo(default, strings, **settings)


def Argument(default=..., *strings, **settings):
    return ArgumentInfo(default, strings, **settings)


def _parameter(name, parameter):
    declared, default, kind = None, parameter.default, parameter.annotation
    if typing.get_origin(kind) is typing.Annotated:
        kind, declared = typing.get_args(kind)[:2]
    if isinstance(default, _Declared):
        declared, default = default, default.default
    required = default in (inspect.Parameter.empty, ...)
    if declared is None:
        declared = (ArgumentInfo if required else OptionInfo)(default, ())
    settings = {"required": required, "default": None if required else default}
    if declared.callback is not None:
        settings["callback"] = lambda ctx, param, value: declared.callback(value)
    if isinstance(declared, ArgumentInfo):
        return click.Argument([name], **settings)
    return click.Option([name, *(declared.strings or ["--" + name.replace("_", "-")])], **settings)


class Typer:
    def __init__(self):
        self.commands = {}

    def command(self, name=None):
        def register(function):
            parameters = inspect.signature(function).parameters.items()
            named = name or function.__name__.replace("_", "-")
            params = [_parameter(*item) for item in parameters]
            self.commands[named] = click.Command(named, callback=function, params=params)
            return function

        return register

    def __call__(self):
        if len(self.commands) == 1:
            return next(iter(self.commands.values()))()
        return click.Group(commands=self.commands)()


def run(function):
    app = Typer()
    app.command()(function)
    app()
