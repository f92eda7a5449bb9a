using ForwardForward.Data;

namespace ForwardForward.Tests.Reliability;

/// <summary>Trains a little, or goes on from what is in a folder of checkpoints, and says how that ended.</summary>
internal static class ResumeChild
{
    public static string Run(string folder)
    {
        using LabelledImages data = SyntheticImages.Create(ShortRuns.Count);
        using FFNetwork network = SyntheticImages.Network().Build();
        try
        {
            network.Fit(data, new TrainingOptions
            {
                Epochs = 2,
                BatchSize = 20,
                Checkpoint = new CheckpointOptions { Folder = folder },
            });
            return "learned";
        }
        catch (InvalidDataException cause)
        {
            return $"{nameof(InvalidDataException)}: {cause.Message}";
        }
    }
}
