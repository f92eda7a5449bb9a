namespace ForwardForward.Samples.Serve.Requests;

/// <summary>Receives the body of a request.</summary>
internal static class RequestBody
{
    /// <summary>Waits until all of it has arrived, and not too long: a slow sender occupies a place that others could have.</summary>
    /// <exception cref="RequestRefusedException">It has not arrived in time.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than the server allows.</exception>
    public static async Task<MemoryStream> ReceiveAsync(HttpRequest request, ServingOptions options, CancellationToken abandoned)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(abandoned);
        limit.CancelAfter(options.Patience);
        MemoryStream body = new((int)Math.Min(request.ContentLength ?? 0, options.MostBytes));
        try
        {
            await request.Body.CopyToAsync(body, limit.Token);
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            throw new RequestRefusedException(
                StatusCodes.Status408RequestTimeout, $"The request has not arrived within {options.Patience.TotalSeconds} seconds.");
        }
        body.Position = 0;
        return body;
    }
}
