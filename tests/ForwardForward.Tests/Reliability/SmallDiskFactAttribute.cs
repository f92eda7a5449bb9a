namespace ForwardForward.Tests.Reliability;

/// <summary>
/// A test that needs a disk which it can fill. It runs where a small tmpfs may be mounted, and is reported as skipped,
/// with the reason, everywhere else.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (SmallDisk.FindObstacle() is { } obstacle)
            Skip = $"Needs a small tmpfs, which root may mount on Linux: {obstacle}.";
    }
}
