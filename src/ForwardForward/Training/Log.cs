using Microsoft.Extensions.Logging;

namespace ForwardForward.Training;

/// <summary>What a run writes to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Training {Network} for {Epochs} epochs of {Batches} batches.")]
    public static partial void RunStarted(ILogger logger, object network, int epochs, int batches);

    [LoggerMessage(2, LogLevel.Debug, "{Result}")]
    public static partial void EpochEnded(ILogger logger, EpochResult result);

    [LoggerMessage(3, LogLevel.Information, "Trained in {Seconds:F1} s.")]
    public static partial void RunEnded(ILogger logger, double seconds);
}
