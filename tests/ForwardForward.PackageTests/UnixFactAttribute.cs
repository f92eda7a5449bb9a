namespace ForwardForward.PackageTests;

/// <summary>
/// A test that cannot be on Windows, where the stub of the CUDA build would have to load; reported as skipped there, with the reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "On Windows the program would load the stub of the CUDA build.";
    }
}
