using System.Collections.Immutable;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>How the linear classifier of a probe is fitted: <see cref="RidgeHead"/> or <see cref="SoftmaxRegressionHead"/>.</summary>
/// <remarks>Immutable.</remarks>
public abstract record ProbeHead
{
    private protected ProbeHead()
    {
    }

    /// <summary>The strengths of regularisation that are tried; where there are several, validation images choose.</summary>
    public abstract ImmutableArray<double> Strengths { get; init; }

    /// <summary>Fits one head a strength. The caller disposes them.</summary>
    internal abstract IReadOnlyList<LinearHead> Fit(ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken);

    private protected static ImmutableArray<double> CheckStrengths(ImmutableArray<double> strengths, Func<double, string, double> check)
    {
        foreach (double strength in Require.NotEmpty(strengths, nameof(Strengths)))
            check(strength, nameof(Strengths));
        return strengths;
    }
}
