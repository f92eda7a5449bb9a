namespace ForwardForward.Tests.Reliability;

/// <summary>One call of a public member with arguments of which some are wrong.</summary>
/// <param name="Name">Member and arguments, in one line.</param>
/// <param name="Invoke">Calls it. What it throws, it throws; what it returns is disposed with the current scope.</param>
internal sealed record HostileCall(string Name, Action Invoke);
