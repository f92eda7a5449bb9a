using ForwardForward.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Writes what every epoch gave into an events file, which TensorBoard draws: <c>tensorboard --logdir runs</c>.</summary>
/// <remarks>
/// <para>The curves are <c>loss/layer1</c> and so on, <c>accuracy/validation</c> and <c>pace/images_per_second</c>;
/// the step is the epoch, from 1. Give every run a folder of its own, below one that TensorBoard is told: its name is that of the curves.
/// A run that goes on from a checkpoint may go on in the same folder, into a file of its own.</para>
/// <para>The file is TorchSharp's <c>torch.utils.tensorboard.SummaryWriter</c>'s, which keeps the time of day in float32, to about two
/// minutes: look at curves over steps. It is opened and closed with every value, so that there is nothing to dispose, and a killed run
/// leaves what it wrote.</para>
/// </remarks>
/// <example>
/// <code>
/// network.Fit(data, new TrainingOptions { Progress = new TensorBoardProgress("runs/two-layers") });
/// </code>
/// </example>
public sealed class TensorBoardProgress : IProgress<TrainingProgress>
{
    private readonly SummaryWriter _writer;

    /// <summary>Creates the folder where it is missing, and an events file in it.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="IOException">The folder cannot be created, or nothing be written in it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public TensorBoardProgress(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        TorchRuntime.EnsureLoaded();
        _writer = utils.tensorboard.SummaryWriter(folder);
    }

    /// <summary>Writes the epoch that has just ended; within an epoch it does nothing.</summary>
    /// <param name="value">What the run tells.</param>
    /// <exception cref="IOException">Nothing can be written there any more. The run ends with it.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.LastEpoch is not { } epoch)
            return;
        for (int layer = 0; layer < epoch.Losses.Count; layer++)
            if (epoch.Losses[layer] is { } loss)
                Write(FormattableString.Invariant($"loss/layer{layer + 1}"), loss, epoch);
        if (epoch.ValidationAccuracy is { } accuracy)
            Write("accuracy/validation", accuracy, epoch);
        Write("pace/images_per_second", value.ImagesPerSecond, epoch);
    }

    private void Write(string curve, double value, EpochResult epoch) =>
        _writer.add_scalar(curve, (float)value, epoch.Epoch, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
}
