using System.Collections.Immutable;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>How the linear classifier of a probe is fitted: <see cref="RidgeHead"/> or <see cref="SoftmaxRegressionHead"/>.</summary>
/// <remarks>Immutable.</remarks>
public abstract class ProbeHead
{
    private protected ProbeHead(ImmutableArray<double> strengths) => Strengths = strengths;

    /// <summary>
    /// The strengths of regularisation λ that are tried. If there are several, validation images choose one. Each is above 0, or 0 if the
    /// head allows it.
    /// </summary>
    /// <value>The default is the head's.</value>
    public ImmutableArray<double> Strengths
    {
        get;
        init
        {
            foreach (double strength in Require.NotEmpty(value, nameof(Strengths)))
                CheckStrength(strength, nameof(Strengths));
            field = value;
        }
    }

    /// <summary>Fits one head a strength. The caller disposes them.</summary>
    internal abstract IReadOnlyList<LinearHead> Fit(ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken);

    private protected abstract double CheckStrength(double strength, string name);
}
