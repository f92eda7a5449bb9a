using Microsoft.Extensions.Logging;

namespace ForwardForward;

/// <summary>What a run writes to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Training {Network} for {Epochs} epochs of {Batches} batches.")]
    public static partial void RunStarted(ILogger logger, object network, int epochs, int batches);

    [LoggerMessage(2, LogLevel.Debug, "{Result}")]
    public static partial void EpochEnded(ILogger logger, EpochResult result);

    [LoggerMessage(3, LogLevel.Information, "Trained in {Seconds:F1} s.")]
    public static partial void RunEnded(ILogger logger, double seconds);

    [LoggerMessage(4, LogLevel.Debug, "Wrote {Path}.")]
    public static partial void CheckpointWritten(ILogger logger, string path);

    [LoggerMessage(5, LogLevel.Information, "Going on after epoch {Epoch}, from {Path}.")]
    public static partial void Resumed(ILogger logger, int epoch, string path);

    [LoggerMessage(6, LogLevel.Warning, "{Path} is damaged; the checkpoint before it is tried. {Problem}")]
    public static partial void CheckpointDamaged(ILogger logger, string path, string problem);

    [LoggerMessage(7, LogLevel.Warning, "{Doubt}")]
    public static partial void LabelDoubted(ILogger logger, string doubt);

    [LoggerMessage(8, LogLevel.Warning, "A tenth of the steps takes more than three times as long as most do. Other processes probably "
        + "want the same cores: set OMP_NUM_THREADS to fewer threads, or OMP_WAIT_POLICY=PASSIVE, in the environment before the program "
        + "starts.")]
    public static partial void StepsVary(ILogger logger);

    [LoggerMessage(9, LogLevel.Warning, "What the program listens to the meter or the activity source ForwardForward with has failed. The "
        + "run goes on; this is said once.")]
    public static partial void ListenerFailed(ILogger logger, Exception failure);
}
