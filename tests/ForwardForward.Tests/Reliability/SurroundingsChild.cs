using ForwardForward.Data;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

#pragma warning disable RS0030 // The whole process is this program's.

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Every public verb, and a network with every part of the library, under what a program may set in libtorch for its process or its thread.
/// Tells each one that gives other bits than in a calm process, and each that draws from the program's own generator.
/// </summary>
internal static class SurroundingsChild
{
    private static readonly (string Name, Func<IDisposable> Set)[] Settings =
    [
        ("nothing", Nothing),
        ("no_grad", no_grad),
        ("inference_mode", () => inference_mode()),
        ("detect_anomaly", () => autograd.detect_anomaly()),
        ("another seed", () => Until(() => random.manual_seed(99), () => random.manual_seed(1))),
        ("float64 by default", () => Until(() => set_default_dtype(float64), () => set_default_dtype(float32))),
        ("float16 by default", () => Until(() => set_default_dtype(float16), () => set_default_dtype(float32))),
        ("a device without memory by default", () => Until(() => set_default_device(META), () => set_default_device(CPU))),
    ];

    public static int Run()
    {
        using PublicVerbs verbs = new();
        (string Name, Func<string> Verb)[] all = [.. verbs.All, .. Parts(), ("the procedural sets", DrawDigits)];
        string[] calm = [.. all.Select(verb => verb.Verb())];
        foreach ((string name, Func<IDisposable> set) in Settings)
        {
            foreach (((string what, Func<string> verb), string usual) in all.Zip(calm))
            {
                string seen = Try(set, verb);
                if (!string.Equals(seen, usual, StringComparison.Ordinal))
                    Console.WriteLine($"{name}: {what}: {seen[..Math.Min(seen.Length, 200)]}");
            }
        }
        foreach ((string what, Func<string> verb) in all)
        {
            if (Try(TwoThreads, verb) is { } seen && seen.Contains("Exception", StringComparison.Ordinal)) // They may round differently.
                Console.WriteLine($"two threads: {what}: {seen}");
        }
        foreach ((string name, Func<FFNetworkBuilder> kind) in SavedNetworks.Kinds)
        {
            if (!string.Equals(FitAfter(() => inference_mode(), kind), FitAfter(Nothing, kind), StringComparison.Ordinal))
                Console.WriteLine($"{name}: what is made in inference mode learns something else");
        }
        Console.WriteLine($"{Settings.Length * all.Length} calls");
        return 0;
    }

    private static string Try(Func<IDisposable> set, Func<string> verb)
    {
        using IDisposable setting = set();
        using Tensor before = Generator.Default.get_state();
        try
        {
            string seen = verb();
            using Tensor after = Generator.Default.get_state();
            return before.bytes.SequenceEqual(after.bytes) ? seen : "it draws from the default generator";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static IEnumerable<(string Name, Func<string> Verb)> Parts() =>
        DefinitionRoundTripTests.PartNames.Select(type => (type, (Func<string>)(() => Fit(type))));

    private static string Fit(string type)
    {
        using LabelledImages grey = SyntheticImages.Create(24);
        using LabelledImages data = new(grey.Images.repeat(1, 3, 3, 3), grey.Labels.clone(), grey.Classes);
        using FFNetwork network = DefinitionRoundTripTests.NetworkWith(type).Build();
        return TrainedState.DigestOf(network, network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 8 }));
    }

    private static string FitAfter(Func<IDisposable> set, Func<FFNetworkBuilder> kind)
    {
        IDisposable setting = set();
        using LabelledImages data = SyntheticImages.Create(24);
        using FFNetwork network = kind().Build();
        setting.Dispose();
        return TrainedState.DigestOf(network, network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 24 }));
    }

    private static string DrawDigits()
    {
        using ImageDataset dataset = ImageDatasets.SyntheticDigits(new DatasetOptions { Train = 40, Test = 20 });
        (LabelledImages kept, LabelledImages part) = dataset.Train.SplitStratified(10, seed: 3);
        using (kept)
        using (part)
            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. kept.Images.bytes, .. part.Images.bytes]));
    }

    private static Restoring TwoThreads() => Until(() => set_num_threads(2), () => set_num_threads(1));

    private static Restoring Nothing() => new(() => { });

    private static Restoring Until(Action set, Action restore)
    {
        set();
        return new Restoring(restore);
    }

    private sealed class Restoring(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
