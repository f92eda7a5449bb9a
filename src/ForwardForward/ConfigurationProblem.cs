namespace ForwardForward;

/// <summary>One thing that keeps a network from being built.</summary>
public sealed class ConfigurationProblem
{
    internal ConfigurationProblem(string place, string what, string remedy)
    {
        Place = place;
        What = what;
        Remedy = remedy;
    }

    /// <summary>Where, such as "layer 2 (Dense 500)" or "input".</summary>
    public string Place { get; }

    /// <summary>What is wrong there.</summary>
    public string What { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The problem in one line.</summary>
    /// <returns>Place, what is wrong, remedy.</returns>
    public override string ToString() => $"{Place}: {What} {Remedy}";
}
