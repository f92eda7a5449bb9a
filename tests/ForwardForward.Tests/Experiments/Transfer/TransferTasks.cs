using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Transfer;

/// <summary>Tiny datasets and recipes for tests of transfer.</summary>
internal static class TransferTasks
{
    public static ImageDataset Source() => new("source", SyntheticImages.Create(60), SyntheticImages.Create(30, seed: 2));

    /// <summary>The same images upside down, with a validation part.</summary>
    public static ImageDataset Target()
    {
        using ImageDataset whole = new("target", Flip(SyntheticImages.Create(120, seed: 3)), Flip(SyntheticImages.Create(90, seed: 4)));
        return whole.WithValidation(30, seed: 0);
    }

    public static TransferRecipe Recipe() => new()
    {
        Name = "projection",
        Create = seed =>
            new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(seed).AddProjection(8).AddProjection(6).Build(),
        Training = new TrainingOptions { Epochs = 2, BatchSize = 10 },
    };

    private static LabelledImages Flip(LabelledImages images)
    {
        using (images)
            return images.Map(pixels => pixels.flip(2));
    }
}
