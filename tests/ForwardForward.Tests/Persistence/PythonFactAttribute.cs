namespace ForwardForward.Tests.Persistence;

/// <summary>
/// A test that a Python program reads what the library writes; reported as skipped, with the reason, where no Python has its packages.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string packages)
    {
        Packages = packages;
        if (PythonProgram.InterpreterWith(packages) is null)
            Skip = $"Needs a python3 with {packages}: on Debian, apt-get install python3-numpy, python3-onnxruntime where it has it.";
    }

    public string Packages { get; }
}
