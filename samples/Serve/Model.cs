using ForwardForward.Samples.Serve.Engines;
using ForwardForward.Samples.Serve.Requests;

namespace ForwardForward.Samples.Serve;

/// <summary>The network that is served. It is loaded in the background, so that the server can already answer that it is alive.</summary>
internal sealed class Model(ServingOptions options, IHostApplicationLifetime lifetime, ILogger<Model> logger) : BackgroundService
{
    private readonly Lock _pass = new();
    private volatile IEngine? _engine;

    /// <summary>What the network is; null until it is loaded and has answered once.</summary>
    public FFNetworkDefinition? Definition => _engine?.Definition;

    /// <summary>Whether it could not be loaded, which ends the server.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Scores every class for each row, once the network is loaded.</summary>
    public Scores Score(InputRows rows)
    {
        lock (_pass)
            return _engine!.Score(rows);
    }

    /// <summary>Frees the network after the last pass, because a library crashes if its memory is freed during a pass.</summary>
    public override void Dispose()
    {
        lock (_pass)
            _engine?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            _engine = await Task.Run(() => EngineOpener.Open(options, stoppingToken), CancellationToken.None);
            logger.ReportModel(_engine.Definition, options.Engine);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server was told to stop while it learned digits.
        }
        catch (Exception failure)
        {
            bool isExpected = failure is IOException or InvalidDataException or UnauthorizedAccessException;
            logger.ReportNoModel(failure.Message, isExpected ? null : failure);
            HasFailed = true;
            lifetime.ApplicationStarted.Register(lifetime.StopApplication); // A host that is stopped while it starts calls it an error.
        }
    }
}
