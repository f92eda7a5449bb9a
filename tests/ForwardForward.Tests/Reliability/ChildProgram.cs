namespace ForwardForward.Tests.Reliability;

/// <summary>What this assembly does as a process of its own.</summary>
internal static class ChildProgram
{
    /// <summary>Trains in a folder of checkpoints, tells every epoch, and ends with the digest.</summary>
    public const string Train = "train";

    /// <summary>Prints the digest of every kind of network and every schedule after a short training.</summary>
    public const string Digests = "digests";

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case [Train, { } folder]:
                Console.WriteLine(EventfulRun.Fit(folder, epoch => Console.WriteLine($"epoch {epoch}")));
                return 0;
            case [Digests]:
                foreach (string line in ShortRuns.Digests())
                    Console.WriteLine(line);
                return 0;
            default:
                Console.Error.WriteLine($"Run the tests with dotnet test. This program is what they start: {Train} FOLDER, or {Digests}.");
                return 1;
        }
    }
}
