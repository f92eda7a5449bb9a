using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ForwardForward.Samples.Serve;

/// <summary>Ready is a server whose network is loaded and has answered once.</summary>
internal sealed class Readiness(Model model) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            model.Definition is null ? HealthCheckResult.Unhealthy("The network is being loaded.") : HealthCheckResult.Healthy());
}
