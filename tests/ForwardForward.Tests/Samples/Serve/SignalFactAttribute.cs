namespace ForwardForward.Tests.Samples.Serve;

/// <summary>A test of a program that is asked to end by a signal; reported as skipped, with the reason, on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no signal that asks a program to end.";
    }
}
