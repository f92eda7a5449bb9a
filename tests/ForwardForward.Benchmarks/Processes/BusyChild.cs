using System.CommandLine;

namespace ForwardForward.Benchmarks.Processes;

/// <summary>Another process that computes on one core without end: the load beside which the rounds of a loaded run are measured.</summary>
internal static class BusyChild
{
    private const string Name = "busy";

    public static ChildProcess Start() => ChildProcess.Start([Name], oneCore: true);

    /// <summary>What the child runs; not for users.</summary>
    public static Command CreateCommand()
    {
        Command command = new(Name) { Hidden = true };
        command.SetAction(_ => Compute());
        return command;
    }

    private static void Compute()
    {
        ChildProcess.EndWithParent();
        for (double sum = 0; ;)
            sum = Math.Sqrt(sum + 1);
    }
}
