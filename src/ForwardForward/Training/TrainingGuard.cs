using ForwardForward.Data;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Refuses what cannot be trained on, before anything begins.</summary>
internal static class TrainingGuard
{
    private const int MostLookedAt = 10_000; // Of a larger training set every second image, or every third, and so on.

    /// <exception cref="ArgumentException">
    /// The images do not fit the network, are fewer than a batch, or are smaller than the jitter; or an option lacks validation images.
    /// </exception>
    public static void Check(FFNetwork network, LabelledImages data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckData(network, data, nameof(data));
        CheckStandardisation(network.Definition.Standardisation, data);
        if (options.Validation is { } validation)
            CheckData(network, validation, "options.Validation");
        else if (options.KeepBestEpoch || options.EarlyStopping is not null)
            throw new ArgumentException(
                $"TrainingOptions.{(options.KeepBestEpoch ? nameof(options.KeepBestEpoch) : nameof(options.EarlyStopping))} looks at the "
                    + "accuracy on validation images, and there are none. Set TrainingOptions.Validation, such as to the Validation of "
                    + "dataset.WithValidation(1_000, seed: 0).",
                nameof(options));
        if (options.BatchSize > data.Count)
            throw new ArgumentException(
                $"A batch of {options.BatchSize} is larger than the training set of {data.Count} images. Set TrainingOptions.BatchSize to "
                    + $"{data.Count} (a full batch) or less.",
                nameof(options));
        if (options.Jitter >= Math.Min(data.Shape.Height, data.Shape.Width))
            throw new ArgumentException(
                $"A jitter of {options.Jitter} pixels moves images of {data.Shape} out of sight. Set TrainingOptions.Jitter to a few "
                    + "pixels.",
                nameof(options));
    }

    /// <summary>Refuses options about negatives that the network has no use for.</summary>
    /// <exception cref="ArgumentException">The layers learn from plain images, or the sampler cannot corrupt positives.</exception>
    public static void CheckNegatives(FFNetworkDefinition definition, TrainingOptions options)
    {
        if (definition.LearnsFrom != TrainingExamples.PositivesAndNegatives
            && (options.CorruptPositives || options.Negatives != NegativeRefresh.EveryBatch))
        {
            string option = options.CorruptPositives ? nameof(TrainingOptions.CorruptPositives) : nameof(TrainingOptions.Negatives);
            throw new ArgumentException(
                $"TrainingOptions.{option} is about negatives, and {definition.Layers[0].Name} learns without any. Leave the option out.",
                nameof(options));
        }
        if (options.CorruptPositives && definition.Negatives is not CorruptingSampler)
        {
            throw new ArgumentException(
                "TrainingOptions.CorruptPositives gives the positives the negatives' corruption, and "
                + $"{definition.Negatives.GetType().Name} has none to give. Use a sampler that derives from CorruptingSampler, or leave "
                + "the option out.",
                nameof(options));
        }
    }

    /// <summary>Warns of labels that hide what images say, or that hardly stand out.</summary>
    public static void LogDoubts(FFNetworkDefinition definition, LabelledImages data, ILogger logger)
    {
        if (definition.LearnsFrom != TrainingExamples.PositivesAndNegatives || !logger.IsEnabled(LogLevel.Warning))
            return;
        using DisposeScope scope = NewDisposeScope();
        long step = (data.Count + MostLookedAt - 1) / MostLookedAt;
        Tensor images = Pixels.Read(
            data.Images[TensorIndex.Slice(step: step)], definition.ScalingOf(data.Images), data.Images.device);
        foreach (string doubt in definition.LabelEmbedding.FindDoubts(images, definition.Classes))
            Log.LabelDoubted(logger, doubt);
    }

    /// <summary>Refuses images that the network would see otherwise once it is used without them.</summary>
    private static void CheckStandardisation(Standardisation? ofNetwork, LabelledImages data)
    {
        if (data.Standardisation is { } ofImages && !ofImages.Equals(ofNetwork))
            throw new ArgumentException(
                $"The training images are standardised by {ofImages}, and the network scales by {ofNetwork?.ToString() ?? "nothing"}: once "
                    + "it has learned, it would see images otherwise. Build it WithDataset(dataset), or "
                    + "WithStandardisation(dataset.Standardisation); a network that goes on to learn another dataset, or its twin, takes "
                    + "over the new numbers by its property Standardisation.",
                nameof(data));
    }

    private static void CheckData(FFNetwork network, LabelledImages data, string name)
    {
        network.CheckImages(data.Images);
        if (data.Classes != network.Definition.Classes)
            throw new ArgumentException(
                $"The network has {network.Definition.Classes} classes and the images have {data.Classes}. Build the network with "
                    + $"WithClasses({data.Classes}).",
                name);
    }
}
