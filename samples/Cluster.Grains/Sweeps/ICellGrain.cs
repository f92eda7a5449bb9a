using Orleans.Concurrency;

namespace ForwardForward.Samples.Cluster;

/// <summary>One cell of a sweep on some silo.</summary>
[Alias("ForwardForward.ICellGrain")]
public interface ICellGrain : IGrainWithStringKey
{
    /// <summary>Begins the cell, unless it is under way or done.</summary>
    /// <param name="cell">The cell as a sweep of one, in JSON.</param>
    /// <param name="dataHash">The SHA-256 of its images.</param>
    /// <param name="commit">The commit of the client's code, for the record.</param>
    /// <returns>When it has begun.</returns>
    [Alias("Start")]
    Task StartAsync(string cell, string dataHash, string commit);

    /// <summary>How far the cell has come. One that nobody looks at for a minute stops.</summary>
    /// <returns>The status.</returns>
    [Alias("Look")]
    [AlwaysInterleave]
    Task<CellStatus> LookAsync();
}
