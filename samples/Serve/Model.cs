using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve;

/// <summary>The network that is served. It is loaded in the background, so that the server can say that it lives meanwhile.</summary>
internal sealed class Model(ServingOptions options, IHostApplicationLifetime lifetime, ILogger<Model> logger) : BackgroundService
{
    private volatile IEngine? _engine;

    /// <summary>What computes; null until it is loaded and has answered once.</summary>
    public IEngine? Engine => _engine;

    /// <summary>Whether it could not be loaded, which ends the server.</summary>
    public bool HasFailed { get; private set; }

    public override void Dispose()
    {
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
            // The server is told to stop while it learns digits.
        }
        catch (Exception failure)
        {
            logger.ReportNoModel(failure.Message, failure);
            HasFailed = true;
            lifetime.StopApplication();
        }
    }
}
