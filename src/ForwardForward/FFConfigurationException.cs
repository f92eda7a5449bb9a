namespace ForwardForward;

/// <summary>A network could not be built. The exception lists every problem at once, each with its place and its remedy.</summary>
public sealed class FFConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">Everything that is wrong, at least one.</param>
    internal FFConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base("The network cannot be built:" + string.Concat((problems ?? []).Select(problem => $"{Environment.NewLine}  - {problem}"))) =>
        Problems = problems ?? [];

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
