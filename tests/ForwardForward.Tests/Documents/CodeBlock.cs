namespace ForwardForward.Tests.Documents;

/// <summary>A C# example of a document.</summary>
/// <param name="Place">Where it stands, such as <c>docs/layers.md:12</c>.</param>
/// <param name="Code">What it says.</param>
/// <param name="Given">
/// Variables that the reader is taken to have, by the comment <c>&lt;!-- given: FFNetwork network; Tensor images --&gt;</c>
/// right before it.
/// </param>
/// <param name="IsRun">
/// Whether it is a program that a test runs, by the comment <c>&lt;!-- A test runs this program. --&gt;</c> right before it.
/// </param>
internal sealed record CodeBlock(string Place, string Code, IReadOnlyList<string> Given, bool IsRun);
