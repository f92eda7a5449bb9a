using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Extensibility;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>Disposes in one thread what another uses, at some moment of it, and trains twice at once.</summary>
internal static class RaceChild
{
    private static readonly TrainingOptions Long = new() { Epochs = 400, BatchSize = 8 };

    private static readonly (string Name, Action<FFNetwork, LabelledImages> Use, Action<FFNetwork, LabelledImages> End)[] Races =
    [
        ("predicts, the network is disposed", (network, data) => Repeat(() => network.Predict(data.Images)), (network, _) =>
            network.Dispose()),
        ("predicts, the images are disposed", (network, data) => Repeat(() => network.Predict(data.Images)), (_, data) => data.Dispose()),
        ("predicts, a layer is disposed", (network, data) => Repeat(() => network.Predict(data.Images)), (network, _) =>
            network.Layers[^1].Dispose()),
        ("evaluates, the network is disposed", (network, data) => RepeatAction(() => network.Evaluate(data)), (network, _) =>
            network.Dispose()),
        ("evaluates, the images are disposed", (network, data) => RepeatAction(() => network.Evaluate(data)), (_, data) => data.Dispose()),
        ("reads features, the network is disposed", (network, data) => Repeat(() => network.ExtractFeatures(data.Images)), (network, _) =>
            network.Dispose()),
        ("trains, the network is disposed", (network, data) => network.Fit(data, Long), (network, _) => network.Dispose()),
        ("trains, the images are disposed", (network, data) => RepeatAction(() => network.Fit(data, Long with { Epochs = 3 })), (_, data) =>
            data.Dispose()),
        ("trains, a layer is disposed", (network, data) => network.Fit(data, Long), (network, _) => network.Layers[0].Dispose()),
        ("saves, the network is disposed", (network, _) => RepeatAction(() => network.Save("saved.safetensors")), (network, _) =>
            network.Dispose()),
        ("takes parts, the images are disposed", (_, data) => RepeatAction(() => data.Take(7).Dispose()), (_, data) => data.Dispose()),
    ];

    public static int Run()
    {
        Random moments = new(5);
        foreach ((string kind, Func<FFNetworkBuilder> builder) in SavedNetworks.Kinds)
        {
            foreach ((string race, Action<FFNetwork, LabelledImages> use, Action<FFNetwork, LabelledImages> end) in Races)
            {
                for (int round = 0; round < 3; round++)
                {
                    FFNetwork network = builder().Build();
                    LabelledImages data = SyntheticImages.Create(24);
                    Tell($"{kind}: {race}", Race(() => use(network, data), () => end(network, data), moments));
                    network.Dispose();
                    data.Dispose();
                }
            }
            Tell($"{kind}: trains twice", TrainTwice(builder));
            Tell($"{kind}: the twin predicts and is disposed", RaceTwin(builder, moments));
        }
        Tell("a layer of no network learns and is disposed", RaceLayer(moments));
        Console.WriteLine($"{Tensors.CountLive()} tensors");
        return 0;
    }

    private static void Tell(string race, string outcome) => Console.WriteLine($"{race}: {outcome}");

    /// <summary>How the use ended.</summary>
    private static string Race(Action use, Action end, Random moments)
    {
        string outcome = "nothing";
        using ManualResetEventSlim started = new();
        Thread user = new(() =>
        {
            started.Set();
            outcome = OutcomeOf(use);
        });
        user.Start();
        started.Wait();
        Thread.SpinWait(moments.Next(200_000));
        string ending = OutcomeOf(end);
        user.Join();
        return string.Equals(ending, "returned", StringComparison.Ordinal) ? outcome : $"disposing ended in {ending}";
    }

    private static string RaceTwin(Func<FFNetworkBuilder> builder, Random moments)
    {
        using LabelledImages data = SyntheticImages.Create(24);
        using FFNetwork network = builder().Build();
        BackpropTwin twin = BackpropTwin.Create(network.Definition);
        return Race(() => Repeat(() => twin.Predict(data.Images)), twin.Dispose, moments);
    }

    private static string RaceLayer(Random moments)
    {
        FFNetwork network = SavedNetworks.Bare().AddDense(16).Build();
        LocalLayer layer = network.Layers[0];
        using Tensor rows = rand(8, SyntheticImages.Shape.Size);
        string outcome = Race(() => Repeat(() => layer.Forward(rows)), layer.Dispose, moments);
        network.Dispose();
        return outcome;
    }

    private static string TrainTwice(Func<FFNetworkBuilder> builder)
    {
        using FFNetwork network = builder().Build();
        using LabelledImages data = SyntheticImages.Create(24);
        using Barrier barrier = new(2);
        string[] outcomes = ["", ""];
        Thread[] both = [.. Enumerable.Range(0, 2).Select(index => new Thread(() =>
        {
            barrier.SignalAndWait();
            outcomes[index] = OutcomeOf(() => network.Fit(data, Long with { Epochs = 40 }));
        }))];
        foreach (Thread thread in both)
            thread.Start();
        foreach (Thread thread in both)
            thread.Join();
        return string.Join(" and ", outcomes.Order(StringComparer.Ordinal));
    }

    private static void Repeat(Func<Tensor> read)
    {
        for (int time = 0; time < 2_000; time++)
            read().Dispose();
    }

    private static void RepeatAction(Action action)
    {
        for (int time = 0; time < 500; time++)
            action();
    }

    private static string OutcomeOf(Action action)
    {
        try
        {
            action();
            return "returned";
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
        catch (InvalidOperationException refusal) when (refusal.Message.Contains("in use by Fit", StringComparison.Ordinal))
        {
            return "refused";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
        }
    }
}
