using Microsoft.AspNetCore.RateLimiting;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>How many requests the server accepts at a time: those that arrive, that wait, and that are answered.</summary>
internal static class Admission
{
    public const string Policy = "classify";
    private const string Seconds = "1";

    public static void Configure(RateLimiterOptions limiter, int most)
    {
        limiter.AddConcurrencyLimiter(Policy, limits => (limits.PermitLimit, limits.QueueLimit) = (most, 0));
        limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        limiter.OnRejected = (rejected, _) =>
        {
            AskAgain(rejected.HttpContext.Response);
            return ValueTask.CompletedTask;
        };
    }

    /// <summary>Says when to try again.</summary>
    public static void AskAgain(HttpResponse response) => response.Headers.RetryAfter = Seconds;
}
