using ForwardForward.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Writes the results of every epoch to an events file, which TensorBoard draws: <c>tensorboard --logdir runs</c>.</summary>
/// <remarks>
/// <para>The curves are <c>loss/layer1</c> and so on, <c>accuracy/validation</c> and <c>pace/images_per_second</c>; the step is the epoch,
/// from 1. Give every run a folder of its own, below the folder that you name to TensorBoard: the curves have the name of the run's
/// folder. A run that continues from a checkpoint may use the same folder, and writes another file there.</para>
/// <para>TorchSharp's <c>torch.utils.tensorboard.SummaryWriter</c> writes the file. It keeps the time of day in float32, which is exact to
/// about two minutes, so look at curves over steps. It opens and closes the file with every value. So there is nothing to dispose, and a
/// killed run leaves what it wrote.</para>
/// </remarks>
/// <example>
/// <code>
/// network.Fit(data, new TrainingOptions { Progress = new TensorBoardProgress("runs/two-layers") });
/// </code>
/// </example>
public sealed class TensorBoardProgress : IProgress<TrainingProgress>
{
    private readonly SummaryWriter _writer;

    /// <summary>Creates the folder if it is missing, and an events file in it.</summary>
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
    /// <param name="value">The state of the run.</param>
    /// <exception cref="IOException">The file can no longer be written. The exception ends the run.</exception>
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
