namespace ForwardForward;

/// <summary>One thing that keeps a network from being built.</summary>
/// <param name="Place">Where, such as "layer 2 (Dense 500)" or "input".</param>
/// <param name="What">What is wrong there.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ConfigurationProblem(string Place, string What, string Remedy)
{
    /// <summary>The problem in one line.</summary>
    /// <returns>Place, what is wrong, remedy.</returns>
    public override string ToString() => $"{Place}: {What} {Remedy}";
}
