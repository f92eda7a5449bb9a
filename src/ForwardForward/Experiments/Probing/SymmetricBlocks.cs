using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Large symmetric matrices, block by block: a factor's products with itself, and linear equations by Cholesky's factorisation.
/// </summary>
/// <remarks>
/// The numbers of a matrix stand in the blocks on its diagonal and right of it. The blocks below are room for a factorisation, so that a
/// matrix can be factored again with something else on its diagonal, and no copy of it is needed. All is float64.
/// </remarks>
internal static class SymmetricBlocks
{
    /// <summary>
    /// The rows and columns of a block: enough for products at full speed, little beside a matrix that is too large to copy.
    /// </summary>
    public const int Size = 512;

    /// <summary>From where to where the blocks of a side reach.</summary>
    public static IEnumerable<(long Start, long Length)> Along(long side)
    {
        for (long start = 0; start < side; start += Size)
            yield return (start, Math.Min(Size, side - start));
    }

    /// <summary>Adds factor · factorᵀ to a matrix.</summary>
    /// <param name="matrix"><c>[n, n]</c>.</param>
    /// <param name="factor"><c>[n, any]</c>.</param>
    public static void AddProduct(Tensor matrix, Tensor factor)
    {
        long side = factor.shape[0];
        foreach ((long start, long length) in Along(side))
        {
            using DisposeScope scope = NewDisposeScope();
            Part(matrix, start, length, start, side - start)
                .addmm_(factor.narrow(0, start, length), factor.narrow(0, start, side - start).t(), 1, 1);
        }
    }

    /// <summary>Solves (matrix + added · I) · x = targets. Overwrites what stands below the matrix's diagonal blocks.</summary>
    /// <param name="matrix"><c>[n, n]</c>, positive semi-definite.</param>
    /// <param name="added">What is added to the diagonal, above 0.</param>
    /// <param name="targets"><c>[n, any]</c>.</param>
    /// <param name="report">Told the fraction done, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops it between two blocks.</param>
    /// <returns>x, or null where the sum is not positive definite in float64.</returns>
    public static Tensor? Solve(Tensor matrix, double added, Tensor targets, Action<double> report, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        (long Start, long Length)[] blocks = [.. Along(matrix.shape[0])];
        List<Tensor> diagonal = [];
        foreach ((long start, long length) in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FactorColumns(matrix, added, start, length) is not { } factor)
                return null;
            diagonal.Add(factor);
            report((double)diagonal.Count / blocks.Length);
        }

        Tensor solution = targets.clone();
        foreach (((long start, long length), Tensor factor) in blocks.Zip(diagonal))
        {
            Tensor left = Part(matrix, start, length, 0, start), rows = solution.narrow(0, start, length);
            rows.copy_(linalg.solve_triangular(factor, rows.addmm(left, solution.narrow(0, 0, start), 1, -1), upper: false));
        }
        foreach (((long start, long length), Tensor factor) in blocks.Zip(diagonal).Reverse())
        {
            long end = start + length, rest = matrix.shape[0] - end;
            Tensor below = Part(matrix, end, rest, start, length), rows = solution.narrow(0, start, length);
            rows.copy_(linalg.solve_triangular(factor.t(), rows.addmm(below.t(), solution.narrow(0, end, rest), 1, -1), upper: true));
        }
        return solution.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Factors the columns of one block, when all columns left of them are factored. The factor on the diagonal is given back, as the
    /// matrix's own numbers stay there; null where there is none.
    /// </summary>
    private static Tensor? FactorColumns(Tensor matrix, double added, long start, long length)
    {
        using DisposeScope scope = NewDisposeScope();
        long end = start + length, rest = matrix.shape[0] - end;
        Tensor left = Part(matrix, start, length, 0, start), below = Part(matrix, end, rest, start, length);
        Tensor square = Part(matrix, start, length, start, length).addmm(left, left.t(), 1, -1);
        square.diagonal().AddInPlace(added);
        (Tensor factor, Tensor failed) = linalg.cholesky_ex(square, false);
        if (failed.item<int>() != 0)
            return null;
        below.copy_(Part(matrix, start, length, end, rest).t()).addmm_(Part(matrix, end, rest, 0, start), left.t(), 1, -1);
        below.copy_(linalg.solve_triangular(factor.t(), below, upper: true, left: false));
        return factor.MoveToOuterDisposeScope();
    }

    private static Tensor Part(Tensor matrix, long top, long rows, long left, long columns) =>
        matrix.narrow(0, top, rows).narrow(1, left, columns);
}
