using System.Reflection;

namespace ForwardForward;

/// <summary>What the meter and the activity source are called.</summary>
internal static class Telemetry
{
    public const string Name = "ForwardForward";

    public static readonly string? Version =
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
}
