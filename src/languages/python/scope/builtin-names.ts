/** What `dir(builtins)` lists in any CPython from 3.8 to 3.14, on any platform, with the names that `site` adds. */
const BUILTINS = `
ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError
FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError
IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
NameError None NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning
PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError
RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError
True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
UserWarning ValueError Warning WindowsError ZeroDivisionError _IncompleteInputError
__build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ __spec__
abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright
credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help
hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow
print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
`;

/** Set in every module by the import system: https://docs.python.org/3/reference/datamodel.html#module-objects */
const OF_MODULES = '__annotations__ __builtins__ __cached__ __file__ __path__';

/** Set in every class body before it runs: https://docs.python.org/3/reference/datamodel.html#creating-the-class-object */
const OF_CLASS_BODIES = '__module__ __qualname__ __firstlineno__';

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Names that every module can read without binding them. */
export const BUILTIN_NAMES = words(`${BUILTINS} ${OF_MODULES}`);

/** Names that a class body, and it alone, can read without binding them. */
export const CLASS_BODY_NAMES = words(OF_CLASS_BODIES);
