using ForwardForward.Data;
using ForwardForward.Tests.Persistence;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// A run in which every kind of state moves: moments, running means, a head, dropout, jitter, the order of images and drawn negatives.
/// </summary>
internal static class EventfulRun
{
    /// <summary>Trains in a folder of checkpoints and returns the digest of what came out.</summary>
    public static string Fit(string folder, Action<int> epochEnded)
    {
        using LabelledImages data = SyntheticImages.Create(48), validation = SyntheticImages.Create(12, seed: 2);
        using FFNetwork network = SavedNetworks.Bare()
            .WithModulation(new RewardPredictionModulation(learnScale: true))
            .WithNegatives(new HybridMixSampler())
            .AddDense(16, layerNorm: true, dropout: 0.1, peerNormalisation: 0.03).AddDense(12)
            .Build();
        TrainingResult result = network.Fit(data, new TrainingOptions
        {
            Epochs = 80,
            BatchSize = 12,
            Jitter = 1,
            Validation = validation,
            Checkpoint = new CheckpointOptions { Folder = folder },
            Progress = new ProgressCallback<TrainingProgress>(progress =>
            {
                if (progress.LastEpoch is { } ended)
                    epochEnded(ended.Epoch);
            }),
        });
        return TrainedState.DigestOf(network, result);
    }
}
