namespace ForwardForward.Tests.Reliability;

/// <summary>One thing that may be handed to a public member.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Create">Makes it anew for each call.</param>
internal sealed record HostileArgument(string Name, Func<object?> Create);
