using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

/// <summary>Does something by libtorch's operations alone, to compare with the fused kernels.</summary>
internal static class ByLibtorch
{
    public static T Get<T>(Func<T> work)
    {
        FusedWork.LeaveToLibtorch = true;
        try
        {
            return work();
        }
        finally
        {
            FusedWork.LeaveToLibtorch = false;
        }
    }
}
