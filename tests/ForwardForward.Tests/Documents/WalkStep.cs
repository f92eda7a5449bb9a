namespace ForwardForward.Tests.Documents;

/// <summary>One file of a walk.</summary>
/// <param name="File">Its path below src/ForwardForward.</param>
/// <param name="Types">The types that it hands over to.</param>
internal sealed record WalkStep(string File, IReadOnlyList<string> Types);
