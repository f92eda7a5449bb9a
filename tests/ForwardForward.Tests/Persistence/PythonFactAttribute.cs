namespace ForwardForward.Tests.Persistence;

/// <summary>
/// A test that a Python program reads what the library writes; reported as skipped, with the reason, where there is no Python with NumPy.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (PythonProgram.Interpreter is null)
            Skip = "Needs a python3 with numpy: on Debian, apt-get install python3-numpy.";
    }
}
