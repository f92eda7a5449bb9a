namespace ForwardForward.Tests.Samples.Cluster;

/// <summary>A test against a real Redis server; reported as skipped, with the reason, where the program is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (Find() is null)
            Skip = "Needs the program redis-server in PATH: install the package redis-server of Debian or Ubuntu.";
    }

    /// <summary>The server's program; null where it is not installed.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);
}
