// How do you put a network behind HTTP? This sample serves a saved network or its ONNX export. One pass answers several requests that
// arrive together.
//
//   dotnet run -c Release --project samples/Serve
//   dotnet run -c Release --project samples/Serve -- network.safetensors
//   dotnet run -c Release --project samples/Serve -- network.onnx --engine onnx --urls http://0.0.0.0:8080
//
//   curl http://127.0.0.1:5080/classify --data-binary @seven.png -H "Content-Type: image/png"
//
// Without a network it learns the digits that the library draws itself, and serves that network.
using System.Text.Json.Serialization;
using ForwardForward.Samples.Serve;
using ForwardForward.Samples.Serve.Metrics;
using ForwardForward.Samples.Serve.Requests;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

return await ServingCommand.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(ServingOptions options)
{
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
    Addresses.Use(builder, options.Urls);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = options.MostBytes);
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // Still loading is no error.

    // The network, which is loaded while the server starts, and the worker that asks it.
    builder.Services.AddSingleton(options);
    builder.Services.AddSingleton<ServingMetrics>().AddSingleton<MetricsText>();
    builder.Services.AddSingleton<Model>().AddHostedService(services => services.GetRequiredService<Model>());
    builder.Services.AddSingleton<MicroBatcher>().AddHostedService(services => services.GetRequiredService<MicroBatcher>());

    // Around it: how many requests are accepted, what a refused request is told, and whether the network is ready.
    builder.Services.AddSingleton<RequestReader>();
    builder.Services.AddRateLimiter(limiter => Admission.Configure(limiter, options.MostWaiting));
    builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Explain);
    builder.Services.AddExceptionHandler<Problems>();
    builder.Services.AddHealthChecks().AddCheck<Readiness>("network");
    builder.Services.AddOpenApi(Interface.Describe);
    // The answers have numbers as numbers, and the description should not promise texts.
    builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);

    await using WebApplication app = builder.Build();
    Model model = app.Services.GetRequiredService<Model>();
    MetricsText metrics = app.Services.GetRequiredService<MetricsText>();
    app.UseExceptionHandler().UseStatusCodePages().UseRateLimiter();
    ClassifyEndpoint.Map(app);
    app.MapGet("/model", () => ModelAnswer.Of(model)).WithSummary("What is served.");
    app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
    app.MapHealthChecks("/healthz/ready");
    app.MapGet("/metrics", () => Results.Text(metrics.Write(), MetricsText.ContentType)).ExcludeFromDescription();
    app.MapOpenApi();

    app.Lifetime.ApplicationStarted.Register(() => Addresses.WarnWhereOthersReach(app)); // Before this, the server has no addresses.
    await app.RunAsync();
    return model.HasFailed ? 1 : 0;
}
