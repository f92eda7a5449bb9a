using System.Globalization;
using ForwardForward.Runtime;
using ForwardForward.Tests.Experiments.Sweeps;

namespace ForwardForward.Tests.Reliability;

/// <summary>What this assembly does as a process of its own.</summary>
internal static class ChildProgram
{
    /// <summary>Trains in a folder of checkpoints, tells every epoch, and ends with the digest.</summary>
    public const string Train = "train";

    /// <summary>Goes on from a folder of checkpoints, and says how that ended.</summary>
    public const string Resume = "resume";

    /// <summary>Prints the digest of every kind of network and every schedule after a short training.</summary>
    public const string Digests = "digests";

    /// <summary>Makes hostile calls, from one number on, and tells of each before it makes it.</summary>
    public const string Calls = "calls";

    /// <summary>Downloads a dataset from a mirror into a cache.</summary>
    public const string Download = "download";

    /// <summary>Calls every public verb for some seconds while other threads collect garbage.</summary>
    public const string Collections = "collections";

    /// <summary>Disposes in one thread what another uses, with a folder to write in.</summary>
    public const string Races = "races";

    /// <summary>
    /// Calls every public verb under every setting that libtorch keeps for the process or the thread, and tells what changed.
    /// </summary>
    public const string Surroundings = "surroundings";

    /// <summary>
    /// Saves, loads and goes on from a checkpoint where the serialiser's reflection is switched off, with a folder to write in.
    /// </summary>
    public const string Json = "json";

    /// <summary>Tells how many bytes of large blocks a training step asks the system for.</summary>
    public const string StepMemory = "step-memory";

    /// <summary>Leaves the compatibility copy no place, with a temporary folder that does not exist.</summary>
    public const string NoPlace = "no-place";

    /// <summary>Tells how many threads libtorch has, and how they wait.</summary>
    public const string Threads = "threads";

    /// <summary>Runs a sweep in a folder, and tells of each cell that it runs.</summary>
    public const string Sweep = "sweep";

    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case [Train, { } folder]:
                Console.WriteLine(EventfulRun.Fit(folder, epoch => Console.WriteLine($"epoch {epoch}")));
                return 0;
            case [Sweep, { } rows]:
                SmallSweep.Run(rows, cell => Console.WriteLine(cell));
                return 0;
            case [StepMemory]:
                Console.WriteLine(StepMemoryChild.BytesAStep());
                return 0;
            case [Resume, { } checkpoints]:
                Console.WriteLine(ResumeChild.Run(checkpoints));
                return 0;
            case [Digests]:
                foreach (string line in ShortRuns.Digests())
                    Console.WriteLine(line);
                return 0;
            case [Calls, { } from]:
                return HostileCallChild.Run(int.Parse(from, CultureInfo.InvariantCulture));
            case [Download, { } mirror, { } cache]:
                return await DownloadChild.RunAsync(new Uri(mirror), cache);
            case [Collections, { } seconds]:
                return CollectionStressChild.Run(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
            case [Races, { } writable]:
                Directory.SetCurrentDirectory(writable);
                return RaceChild.Run();
            case [Surroundings]:
                return SurroundingsChild.Run();
            case [Json, { } folder]:
                return JsonWithoutReflectionChild.Run(folder);
            case [NoPlace, { } missing]:
                return NoPlaceChild.Run(missing);
            case [Threads]:
                TorchRuntimeDescription description = TorchRuntime.Describe();
                Console.WriteLine($"{description.Threads} of {description.Processors}");
                Console.WriteLine(description.Waiting);
                return 0;
            default:
                Console.Error.WriteLine("Run the tests with dotnet test. This program is what they start.");
                return 1;
        }
    }
}
