using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve;

/// <summary>What the server writes to its log.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Serving {Definition} by {Engine}.")]
    public static partial void ReportModel(this ILogger logger, FFNetworkDefinition definition, EngineKind engine);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The network cannot be served: {Reason}")]
    public static partial void ReportNoModel(this ILogger logger, string reason, Exception? failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request of {Rows} rows failed.")]
    public static partial void ReportFailedPass(this ILogger logger, int rows, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Other machines can reach {Addresses}: put a proxy with HTTPS and authentication before it.")]
    public static partial void WarnOfOthers(this ILogger logger, string addresses);
}
