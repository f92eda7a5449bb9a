using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>One row of a sweep: a network, how it is trained, and on what. With each seed it is a <see cref="SweepCell"/>.</summary>
/// <remarks>It is data: it holds no images and nothing of a run. Immutable.</remarks>
public sealed class SweepConfiguration
{
    /// <summary>Describes a configuration.</summary>
    /// <param name="name">What the table of results calls it; not empty.</param>
    /// <param name="definition">The network. Its seed has no say: that of the cell is taken.</param>
    /// <param name="training">
    /// How it is trained. It names no images and nothing of one run: validation images are those of the dataset, and progress, logger and
    /// cancellation are the sweep's.
    /// </param>
    /// <param name="dataset">
    /// What <see cref="SweepOptions.Datasets"/> calls the images; not empty. Training images are learned from, validation images, where
    /// there are some, watched, and test images read once, at the end.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A name is empty, or the options have validation images, checkpoints, progress, a logger or a cancellation.
    /// </exception>
    public SweepConfiguration(string name, FFNetworkDefinition definition, TrainingOptions training, string dataset)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(training);
        Name = Require.NotBlank(name, nameof(name));
        Dataset = Require.NotBlank(dataset, nameof(dataset));
        Definition = definition with { Seed = 0 };
        Training = TrainingOptionsJson.FindPartOfARun(training) is { } part
            ? throw new ArgumentException(
                $"The training options of '{name}' have {part}, which is no description of a training but a part of one run. Leave it out: "
                    + "validation images are those of the dataset (ImageDataset.WithValidation), the rest is said in SweepOptions.",
                nameof(training))
            : training;
    }

    /// <summary>What the table of results calls it.</summary>
    public string Name { get; }

    /// <summary>The network, with the seed 0.</summary>
    public FFNetworkDefinition Definition { get; }

    /// <summary>How it is trained.</summary>
    public TrainingOptions Training { get; }

    /// <summary>What the images are called.</summary>
    public string Dataset { get; }
}
