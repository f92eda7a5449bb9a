using ForwardForward.Samples.Serve.Requests;

namespace ForwardForward.Samples.Serve.Engines;

/// <summary>A loaded network. One thread at a time asks it.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>What the network is.</summary>
    FFNetworkDefinition Definition { get; }

    /// <summary>Scores every class for each row.</summary>
    Scores Score(InputRows rows);
}
