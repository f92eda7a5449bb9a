using Microsoft.AspNetCore.Diagnostics;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>Says what went wrong, as problem details (RFC 9457).</summary>
internal sealed class Problems(IProblemDetailsService service, ServingOptions options) : IExceptionHandler
{
    /// <summary>What a status means here, if there is no other message.</summary>
    public static void Explain(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        StatusCodes.Status404NotFound => "There is POST /classify, and to read /model, /healthz/live, /healthz/ready, /metrics and "
            + "/openapi/v1.json.",
        StatusCodes.Status405MethodNotAllowed => "Images and rows are sent to /classify by POST; everything else is read by GET.",
        StatusCodes.Status503ServiceUnavailable => "The server already has as many requests as it accepts at a time: try again.",
        _ => null,
    };

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int status, string? detail) = exception switch
        {
            RequestRefusedException refused => (refused.Status, refused.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                (StatusCodes.Status413PayloadTooLarge, $"A request has at most {options.MostBytes} bytes."),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            _ => (StatusCodes.Status500InternalServerError, null), // Its message is for the log.
        };
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            Admission.AskAgain(httpContext.Response);
        return service.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }
}
