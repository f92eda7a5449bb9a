using System.Threading.Channels;
using ForwardForward.Samples.Serve.Engines;
using ForwardForward.Samples.Serve.Metrics;
using ForwardForward.Samples.Serve.Requests;

namespace ForwardForward.Samples.Serve;

/// <summary>Joins requests that arrive together: one worker asks the engine for a batch at a time.</summary>
/// <remarks>When the server stops, what was accepted is answered first.</remarks>
internal sealed class MicroBatcher(Model model, ServingOptions options, ServingMetrics metrics, ILogger<MicroBatcher> logger)
    : BackgroundService
{
    // Admission bounds how many requests there are.
    private readonly Channel<WaitingRequest> _queue =
        Channel.CreateUnbounded<WaitingRequest>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Scores the rows of a request, together with those of others.</summary>
    /// <exception cref="RequestRefusedException">The server is stopping.</exception>
    public async Task<Scores> ScoreAsync(InputRows rows, CancellationToken abandoned)
    {
        WaitingRequest request = new(rows, abandoned);
        if (!_queue.Writer.TryWrite(request))
            throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "The server is stopping.");
        metrics.QueueLength.Add(1);
        return await request.Answer.Task;
    }

    /// <summary>Takes no more requests, and waits until those that it has are answered.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            List<WaitingRequest> batch = await CollectAsync();
            Answer([.. batch.Where(request => !request.Abandoned.IsCancellationRequested)]);
            batch.ForEach(request => request.Answer.TrySetCanceled(request.Abandoned));
            metrics.QueueLength.Add(-batch.Count);
        }
    }

    /// <summary>The requests that wait, and those that arrive until the batch is full or the first has waited long enough.</summary>
    private async Task<List<WaitingRequest>> CollectAsync()
    {
        using CancellationTokenSource limit = new(options.Delay);
        List<WaitingRequest> batch = [];
        int rows = 0;
        do
        {
            while (_queue.Reader.TryPeek(out WaitingRequest? next))
            {
                rows += next.Rows.Count;
                if (batch.Count > 0 && rows > options.MostBatch)
                    return batch; // It waits for the next pass.
                _queue.Reader.TryRead(out _);
                batch.Add(next);
            }
        }
        while (rows < options.MostBatch && await ArrivesAsync(limit.Token));
        return batch;
    }

    private async Task<bool> ArrivesAsync(CancellationToken limit)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(limit);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Answer(WaitingRequest[] batch)
    {
        if (batch.Length == 0)
            return;
        try
        {
            InputRows rows = InputRows.Join([.. batch.Select(request => request.Rows)]);
            Scores scores = metrics.Measure(rows.Count, () => model.Score(rows));
            int at = 0;
            foreach (WaitingRequest request in batch)
            {
                request.Answer.SetResult(scores.Slice(at, request.Rows.Count));
                at += request.Rows.Count;
            }
        }
        catch (Exception) when (batch.Length > 1)
        {
            // If one request is refused, the others are still answered.
            foreach (WaitingRequest request in batch)
                Answer([request]);
        }
        catch (ArgumentException refused)
        {
            batch[0].Answer.TrySetException(RequestRefusedException.Of(refused));
        }
        catch (Exception failure)
        {
            logger.ReportFailedPass(batch[0].Rows.Count, failure);
            batch[0].Answer.TrySetException(failure);
        }
    }
}
