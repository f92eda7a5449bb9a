using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>
/// What a run does for listeners where nobody listens, for a run of one epoch of one batch, which has most of it a step; and a training
/// step of the default network. The calls cannot be taken out of a step to measure it without them, so they are measured by themselves.
/// </summary>
internal static class WatchingPair
{
    private const int Runs = 10_000;
    private const int Steps = 20;
    private const int Batch = 128;

    public static Pair Open()
    {
        LabelledImages data = RandomImages.Create(Steps * Batch);
        FFNetwork network = RandomImages.Network().AddDense(500).AddDense(500).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        return new Pair(
            _ => new Reading(Timing.Milliseconds(() => WatchRuns(network.Definition, options)) / Runs),
            _ => new Reading(Timing.Milliseconds(() => network.Fit(data, options)) / Steps),
            network, data);
    }

    private static void WatchRuns(FFNetworkDefinition definition, TrainingOptions options)
    {
        for (int run = 0; run < Runs; run++)
        {
            Listeners listeners = new(NullLogger.Instance);
            using TrainingSpan? training = listeners.BeginRun(definition, options, options.Schedule.Name, options.Epochs, Batch);
            TimeLeft left = new(options.Epochs, [1, 1], _ => 1, (_, _) => true);
            using TrainingSpan? epoch = listeners.BeginEpoch(1);
            if (TrainingMeter.IsGoodnessAsked || TrainingMeter.IsAsked)
                throw new InvalidOperationException("Somebody listens.");
            left.EndEpoch(0, seconds: 1);
        }
    }
}
